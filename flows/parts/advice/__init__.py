"""What rules notice in the answers, and what is advised."""
