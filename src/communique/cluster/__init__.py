"""Whole corpora into a coded folder: :mod:`plan` cuts inputs into shards, :mod:`job` gives them to the workers of an engine.

A worker reads a shard and writes its tables (:mod:`shard`, :mod:`rows`, :mod:`folder`); nothing but numbers travels. If it dies, the shard
is read again document by document in a process that may die too (:mod:`guard`), so that one document never stops the job.
"""
