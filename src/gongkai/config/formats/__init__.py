"""How dates and times look: YYYY-MM-DD and HH:MM (政府网站发展指引)."""
