"""From files to records: documents, pages, problems."""
