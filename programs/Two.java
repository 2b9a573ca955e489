synchronized void sync() { IO.println("in"); }
void main() { sync(); }