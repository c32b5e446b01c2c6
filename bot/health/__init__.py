"""For those who run the bot: is it alive, is it ready, what does it do, and how well."""
