// Endless recursion ends with an error that can be caught, again and again.
int depth = 0;

void down() {
    depth++;
    down();
}

void main() throws Exception {
    for (int i = 0; i < 3; i++) {
        depth = 0;
        try {
            down();
        } catch (StackOverflowError e) {
            IO.println("caught " + (depth > 1000) + " " + e.getMessage());
        }
    }
}
