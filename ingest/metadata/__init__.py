"""What documents and people say of documents."""
