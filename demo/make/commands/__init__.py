"""What people say to a home, in English and Chinese, written by hand for this project."""
