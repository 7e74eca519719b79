"""Put a message in the outbox; take it out once; note what came of it; respect what people said."""
