"""Facts about the world in English and Chinese, written by hand for this project."""
