"""For employers: vacancies as tasks and skills, and the people who suit them."""
