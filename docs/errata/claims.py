"""Runs what the notebooks say of Python: `python3 claims.py [NAME...]` prints what each small program did on this Python.

Each claim is a program of its own, run as a file in a process of its own with a time limit, because several of them hang
or crash on purpose. Only the standard library is needed, and tqdm for one of them. What it printed on which version is kept in `results/`.
"""
import os
import platform
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

LIMIT_S = 60

# name: (cell, program); the name says what is claimed
CLAIMS = {
    "target=f() calls f at once, on the main thread": ("01 dance-sing-meaning", """
        import threading
        seen = []
        def dance(): seen.append(threading.current_thread().name)
        t = threading.Thread(target=dance())
        print('before start:', seen)
        t.start(); t.join()
        print('after join:', seen)
    """),
    "a number printed after the lock is released repeats or skips, and lines are torn": ("01 sell-tickets-meaning", """
        import subprocess, sys, textwrap
        program = textwrap.dedent('''
            import threading
            ticket = 100
            lock = threading.Lock()
            def sell():
                global ticket
                while True:
                    with lock:
                        if ticket == 0: break
                        ticket -= 1
                    print('left', ticket)
            ts = [threading.Thread(target=sell) for _ in range(3)]
            [t.start() for t in ts]; [t.join() for t in ts]
        ''')
        repeats = torn = 0
        for run in range(20):
            out = subprocess.run([sys.executable, '-u', '-c', program], stdout=subprocess.PIPE, universal_newlines=True).stdout
            lines = out.splitlines()
            torn += any(len(line.split()) != 2 for line in lines)
            whole = [line.split()[1] for line in lines if len(line.split()) == 2]
            repeats += len(set(whole)) < len(whole)
        print('of 20 runs, number repeated in', repeats, '; a line torn in', torn)
    """),
    "Thread(arg=...) is a TypeError": ("01 threads-queue-meaning", """
        import threading
        threading.Thread(target=print, arg=(20,))
    """),
    "how processes are started by default": ("01 processes-queue-meaning", """
        import multiprocessing, sys
        print(sys.platform, multiprocessing.get_start_method(), 'of', multiprocessing.get_all_start_methods())
    """),
    "a lock that the else branch forgets: the program does not end": ("02 tickets-forget-schedule-meaning", """
        import subprocess, sys, textwrap
        program = textwrap.dedent('''
            import threading, time
            ticket = 20
            lock = threading.Lock()
            def sell():
                global ticket
                while True:
                    lock.acquire()
                    if ticket > 0:
                        time.sleep(0.01)
                        ticket -= 1
                        lock.release()
                    else:
                        print('no ticket!', flush=True)
                        break
            for _ in range(2): threading.Thread(target=sell).start()
        ''')
        p = subprocess.Popen([sys.executable, '-c', program], stdout=subprocess.PIPE, universal_newlines=True)
        try:
            p.wait(30); print('ended')
        except subprocess.TimeoutExpired:
            p.kill(); print('killed after 30 s, printed:', p.communicate()[0].split('\\n'))
    """),
    "computing: two threads take as long as one, two processes about half": ("02 gil-meaning", """
        import multiprocessing, statistics, threading, time
        def primes():
            return sum(all(n % d for d in range(2, int(n ** 0.5) + 1)) for n in range(2, 150_000))
        def both(kind):
            start = time.time()
            ps = [kind(target=primes) for _ in range(2)]
            [p.start() for p in ps]; [p.join() for p in ps]
            return time.time() - start
        if __name__ == '__main__':
            one, threads, processes = [], [], []
            for _ in range(5):
                start = time.time(); primes(); primes(); one.append(time.time() - start)
                threads.append(both(threading.Thread)); processes.append(both(multiprocessing.Process))
            for name, ts in ('one thread, twice', one), ('two threads', threads), ('two processes', processes):
                print(name, ' '.join('%.2f' % t for t in sorted(ts)), 's')
    """),
    "a ball between two threads that never wait: few throws": ("02 gil-meaning", """
        import threading, time
        def throws():
            turn = [0]; end = time.time() + 5; count = [0]
            def player(me):
                while time.time() < end:
                    if turn[0] == me:
                        turn[0] = 1 - me
                        count[0] += 1
            ts = [threading.Thread(target=player, args=(i,)) for i in (0, 1)]
            [t.start() for t in ts]; [t.join() for t in ts]
            return count[0]
        print('throws in 5 s:', [throws() for _ in range(3)])
    """),
    "four threads, a million increments each, no lock": ("02 gil-meaning", """
        import threading
        def total():
            global n
            n = 0
            def add():
                global n
                for _ in range(1_000_000): n += 1
            ts = [threading.Thread(target=add) for _ in range(4)]
            [t.start() for t in ts]; [t.join() for t in ts]
            return n
        print([total() for _ in range(5)])
    """),
    "ThreadPoolExecutor(20), three URLs: how many threads": ("02 thread-pool-meaning", """
        import collections, contextlib, io, time
        from concurrent.futures import ThreadPoolExecutor
        def started(work):
            with contextlib.redirect_stdout(io.StringIO()), ThreadPoolExecutor(20) as pool: pool.map(work, ['a', 'b', 'c'])
            return len(pool._threads)
        def count(runs, work): return dict(collections.Counter(started(work) for _ in range(runs)))
        print('tasks that only print: threads -> runs', count(100, print))
        print('tasks that wait 0.1 s: threads -> runs', count(10, lambda url: time.sleep(0.1)))
    """),
    "a child's copy of a variable": ("02 processes-memory-meaning", """
        import multiprocessing
        number = 100
        def child():
            global number
            number += 1
            print('  child:', number, flush=True)
        if __name__ == '__main__':
            number = 500
            for way in multiprocessing.get_all_start_methods():
                print(way, flush=True)
                p = multiprocessing.get_context(way).Process(target=child); p.start(); p.join()
                print('  parent:', number, flush=True)
    """),
    "an exception in executor.map vanishes unless the results are read": ("02 process-pool-exception-meaning", """
        from concurrent.futures import ProcessPoolExecutor
        def work(n): return 1 / (n - 5)
        if __name__ == '__main__':
            with ProcessPoolExecutor(3) as pool: pool.map(work, range(10))
            print('not read: nothing is seen')
            with ProcessPoolExecutor(3) as pool: list(pool.map(work, range(10)))
    """),
    "Pool.join before close": ("02 pool-table", """
        from multiprocessing.pool import ThreadPool
        ThreadPool(2).join()
    """),
    "a lock is not reentrant, an RLock is": ("02 tickets-reentrant", """
        import threading
        for kind in threading.Lock, threading.RLock:
            lock = kind()
            lock.acquire()
            print(kind.__name__, 'taken once more by its owner within 1 s:', lock.acquire(timeout=1))
    """),
    "a worker of a ProcessPoolExecutor that dies": ("02 process-pool-death-meaning", """
        import os
        from concurrent.futures import ProcessPoolExecutor
        if __name__ == '__main__':
            with ProcessPoolExecutor(2) as pool:
                dies, waits = pool.submit(os._exit, 3), pool.submit(abs, -1)
                for future in dies, waits, None:
                    try:
                        print((future or pool.submit(abs, -1)).result())
                    except Exception as e:
                        print(type(e).__name__)
    """),
    "print(q.full)": ("02 queue-meaning", """
        import multiprocessing
        print(multiprocessing.Queue(5).full)
    """),
    "put_nowait() without anything to put": ("02 queue-meaning", """
        import multiprocessing
        multiprocessing.Queue(5).put_nowait()
    """),
    "get(time=10)": ("02 queue-meaning", """
        import multiprocessing
        multiprocessing.Queue(5).get(block=True, time=10)
    """),
    "Thread.getName(t1) names t1, whoever asks; getName, setName, setDaemon are deprecated": ("03 two-threads-daemon-meaning", """
        import threading, warnings
        warnings.simplefilter('always')
        t1 = threading.Thread(target=print)
        t1.setName('musicThread'); t1.setDaemon(True)
        print(threading.Thread.getName(t1), 'asked by', threading.current_thread().name)
    """),
    "balance += n; balance -= n without a lock": ("03 no-lock-meaning", """
        import threading
        def run():
            global balance
            balance = 0
            def change(n):
                global balance
                balance += n
                balance -= n
            def many(n):
                for _ in range(1_000_000): change(n)
            ts = [threading.Thread(target=many, args=(n,)) for n in (4, 8)]
            [t.start() for t in ts]; [t.join() for t in ts]
            return balance
        print([run() for _ in range(10)])
    """),
    "spawn, where the function has no file, as in a notebook": ("03 two-processes-meaning", """
        import subprocess, sys, textwrap
        program = textwrap.dedent('''
            import multiprocessing
            def work_1(n): print(n)
            multiprocessing.set_start_method('spawn')
            p = multiprocessing.Process(target=work_1, args=(3,)); p.start(); p.join()
        ''')
        print(subprocess.run([sys.executable, '-c', program], stderr=subprocess.PIPE, universal_newlines=True).stderr.splitlines()[-1])
    """),
    "a killed process does not give back its multiprocessing.Lock": ("03 process-lock-meaning", """
        import multiprocessing, os, time
        def hold(lock, held):
            lock.acquire(); held.set(); time.sleep(60)
        if __name__ == '__main__':
            lock, held = multiprocessing.Lock(), multiprocessing.Event()
            p = multiprocessing.Process(target=hold, args=(lock, held)); p.start()
            held.wait(); os.kill(p.pid, 9); p.join()
            print('acquired within 3 s:', lock.acquire(timeout=3))
    """),
    "a pipe's reader that also holds the writing end never sees its end": ("03 pipe-meaning", """
        import multiprocessing, os
        def put(r, w):
            for x in 'ABC': w.send(x)
        def get(r, w, close):
            if close: w.close()
            try:
                while True: print('  got', r.recv(), flush=True)
            except EOFError:
                print('  EOFError: the reader ends by itself', flush=True)
        if __name__ == '__main__':
            for close in False, True:
                print('each closes the end that it does not use:', close, flush=True)
                r, w = multiprocessing.Pipe(duplex=False)
                a = multiprocessing.Process(target=put, args=(r, w)); b = multiprocessing.Process(target=get, args=(r, w, close))
                a.start(); b.start(); a.join()
                if close: r.close(); w.close()
                b.join(3)
                print('  reader still waits after 3 s:', b.is_alive(), flush=True)
                if b.is_alive(): os.kill(b.pid, 9)
    """),
    "put before print: 'taken' is said before 'made'": ("03 bones-meaning", """
        import subprocess, sys, textwrap
        program = textwrap.dedent('''
            import queue, sys, threading
            q = queue.Queue(10)
            def producer():
                for i in range(20_000):
                    q.put(i)
                    sys.stdout.write('made %d' % i + chr(10))
            def consumer():
                while True:
                    i = q.get()
                    if i is None: break
                    sys.stdout.write('taken %d' % i + chr(10))
            p = threading.Thread(target=producer); cs = [threading.Thread(target=consumer) for _ in range(2)]
            [c.start() for c in cs]; p.start(); p.join(); [q.put(None) for _ in cs]; [c.join() for c in cs]
        ''')
        said = subprocess.run([sys.executable, '-u', '-c', program], stdout=subprocess.PIPE, universal_newlines=True).stdout.splitlines()
        at = {what: place for place, what in enumerate(said)}
        print('of 20000:', sum(at['taken %d' % i] < at['made %d' % i] for i in range(20_000)))
    """),
    "SIGINT, which Jupyter's stop button sends, interrupts the main thread alone": ("03 bones-meaning", """
        import os, signal, threading, time
        go = threading.Event()
        t = threading.Thread(target=go.wait); t.start()
        try:
            os.kill(os.getpid(), signal.SIGINT); time.sleep(5)
        except KeyboardInterrupt:
            print('main thread: KeyboardInterrupt; the other is alive:', t.is_alive())
        go.set()
    """),
    "a killed process does not give back its permit": ("04 semaphore-meaning", """
        import multiprocessing, os, time
        def hold(s, held):
            s.acquire(); held.set(); time.sleep(60)
        if __name__ == '__main__':
            s, held = multiprocessing.Semaphore(1), multiprocessing.Event()
            p = multiprocessing.Process(target=hold, args=(s, held)); p.start()
            held.wait(); os.kill(p.pid, 9); p.join()
            print('acquired within 3 s:', s.acquire(timeout=3))
    """),
    "the account without its lock": ("04 account-virtual-meaning", """
        import threading, time
        def run():
            global balance
            balance = 0
            def deposit():
                global balance
                new = balance + 1; time.sleep(0.01); balance = new
            ts = [threading.Thread(target=deposit) for _ in range(100)]
            [t.start() for t in ts]; [t.join() for t in ts]
            return balance
        print(sorted(run() for _ in range(20)))
    """),
    "a text that is not indented below if": ("05 run-main-meaning", """
        compile("if __name__=='__main__':\\n\\n'''\\ntext\\n'''\\n    print(1)\\n", 'cell', 'exec')
    """),
    "spawn without if __name__ == '__main__'": ("05 run-main-meaning", """
        import multiprocessing, os
        multiprocessing.set_start_method('spawn')
        p = multiprocessing.Process(target=print)
        p.start(); p.join()
        print('exit code of the child', p.exitcode)
    """),
    "13 tasks of 1 s in pools of 2, 4, 13": ("05 pool-meaning", """
        import multiprocessing, os, time
        if __name__ == '__main__':
            for size in 2, 4, 13:
                with multiprocessing.Pool(size) as pool:
                    start = time.time()
                    rs = [pool.apply_async(time.sleep, (1,)) for _ in range(13)]
                    [r.get() for r in rs]
                    print('Pool(%d) %.1f s' % (size, time.time() - start))
            with multiprocessing.Pool() as pool: print('Pool() has', pool._processes, 'processes; cpu_count', os.cpu_count())
    """),
    "args=(xt) without a comma": ("05 message-meaning", """
        import multiprocessing
        multiprocessing.Process(target=print, args=(multiprocessing.Queue()))
    """),
    "two bars of tqdm share a line unless each has its position (needs tqdm)": ("05 run-proc-meaning", """
        import fcntl, importlib.util, os, pty, re, struct, subprocess, sys, termios, textwrap
        if not importlib.util.find_spec('tqdm'): sys.exit('tqdm is not installed')
        program = textwrap.dedent('''
            import multiprocessing, sys, time
            from tqdm import tqdm
            def run_proc(name, position):
                for _ in tqdm(range(30), desc=name, position=position): time.sleep(0.05)
            if __name__ == '__main__':
                positions = [0, 1] if sys.argv[1:] else [None, None]
                ps = [multiprocessing.Process(target=run_proc, args=('test%d' % n, at)) for n, at in enumerate(positions)]
                [p.start() for p in ps]; [p.join() for p in ps]
        ''')
        bars = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'bars.py')
        open(bars, 'w').write(program)
        for how in [], ['positions']:
            terminal, end = pty.openpty()
            fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack('HHHH', 25, 80, 0, 0))
            child = subprocess.Popen([sys.executable, bars] + how, stdout=end, stderr=end)
            os.close(end)
            shown = b''
            try:
                while True: shown += os.read(terminal, 9999)
            except OSError: child.wait()
            drawn = re.findall('(\\x1b\\[A|\\n)*\\r?test([01]):', shown.decode('utf-8', 'replace').replace('\\r', ''))
            over = sum(before[1] != bar[1] and not bar[0] for before, bar in zip(drawn, drawn[1:]))
            print('positions given:' if how else 'no positions:   ', 'one is drawn over the other', 'often' if over > 5 else '%d times' % over)
    """),
    "a sentence in the code": ("05 loop-thread-meaning", """
        compile('启动一个线程就是把一个函数传入并创建Thread实例，然后调用start()开始执行：', 'cell', 'exec')
    """),
}


def run(program):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "claim.py")
        path.write_text(textwrap.dedent(program), "utf-8")
        process = subprocess.Popen([sys.executable, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True,
                                   start_new_session=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
        try:
            out, err = process.communicate(timeout=LIMIT_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)      # its children hold the same pipes
            return f"not done within {LIMIT_S} s"
    warnings = [line.split(": ", 1)[1] for line in err.splitlines() if "DeprecationWarning: " in line]
    error = err.strip().splitlines()[-1:] if process.returncode else []
    return "\n".join([out.rstrip(), *warnings, *error]).strip()


def main():
    wanted = sys.argv[1:]
    print(f"CPython {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}")
    for name, (cell, program) in CLAIMS.items():
        if not wanted or name in wanted:
            print(f"\n{cell} · {name}")
            print("\n".join("    " + line for line in run(program).splitlines()), flush=True)


if __name__ == "__main__":
    main()
