int ticket = 1;
var lock = new ReentrantLock();

void sell() {
    lock.lock();
    if (ticket == 0) return;
    ticket--;
    lock.unlock();
}

together(3, () -> sell());
