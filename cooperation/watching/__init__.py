"""What whoever runs the site sees of it: health, logs, figures, reports of errors. Nothing of it follows a visitor."""
