"""The command gallery-cli: downloads from and uploads to an Open Gallery."""
