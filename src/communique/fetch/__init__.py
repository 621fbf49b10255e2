"""Documents from the web, politely and never from inside the own network. See :class:`communique.fetch.client.Client`."""
