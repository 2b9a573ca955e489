// The exception that ends main can be checked.
void main() throws Exception {
    Thread.currentThread().interrupt();
    Thread.sleep(10);
}
