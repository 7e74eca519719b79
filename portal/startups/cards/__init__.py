"""How a start-up is shown: on pages, to search engines, in other people's previews."""
