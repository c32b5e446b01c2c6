"""The database: tables, statements compiled once, and the threads that run transactions."""
