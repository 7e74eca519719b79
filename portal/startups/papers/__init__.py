"""What is drawn on paper and as pictures: posters, cards, the catalogue."""
