"""A record as a person sees it: `terminal` the article with its entries, `table` rows, `why` explanations, `notebook` HTML."""
