"""What all features share towards HTTP; knows none of them."""
