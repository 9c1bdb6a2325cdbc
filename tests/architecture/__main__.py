"""`python -m tests.architecture` prints the rooms of the house, its floors, and who imports whom."""

from tests.architecture.rooms import picture

if __name__ == "__main__":
    print("\n".join(picture()))
