int balance = 0;

void change(int n) {
    balance += n;
    balance -= n;
}

together(() -> change(4), () -> change(8));
assert balance == 0 : "余额是 " + balance;
