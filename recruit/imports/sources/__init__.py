"""What is brought in, opened in a child process: archives, mailboxes, letters."""
