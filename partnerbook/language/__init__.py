"""Words, numbers and days as people of a language and a country read and write them."""
