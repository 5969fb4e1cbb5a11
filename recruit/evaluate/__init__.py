"""How well candidates are ranked, on folders of vacancies and candidates that people graded."""
