boolean go = false;
int n = 0;
together(
    () -> { while (!go) Thread.onSpinWait(); n++; },
    () -> { if (n == 0) n = 2; });
