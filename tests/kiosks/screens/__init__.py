"""The face of a kiosk in Chromium: the real page, and a station that a test tells what to say."""
