package javakernel.engine.woven;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls in woven code that do nothing until they are wanted. All {@code invokedynamic} instructions of one sort share a
 * call site, whose target the JIT takes for constant: a call to nothing it folds away. No field is read, so the memory
 * model is what plain Java has, and what is passed does not escape. Thread-safe.
 */
public final class WovenCalls {
    private record Call(MutableCallSite site, MethodHandle nothing, MethodHandle action) {}

    private final List<Call> calls = new ArrayList<>(); // guarded by this, as the next
    private int wanted;

    /**
     * A call site for as many instructions as there are.
     *
     * @param nothing is called while the switch is off
     * @param action  of the same type, is called while it is on
     */
    public synchronized CallSite call(MethodHandle nothing, MethodHandle action) {
        var site = new MutableCallSite(wanted > 0 ? action : nothing);
        calls.add(new Call(site, nothing, action));
        return site;
    }

    /** From now on, whatever thread calls, until as often {@link #off}. */
    public synchronized void on() {
        if (wanted++ == 0) aim();
    }

    public synchronized void off() {
        if (--wanted == 0) aim();
    }

    private void aim() {
        for (var call : calls) call.site.setTarget(wanted > 0 ? call.action : call.nothing);
        MutableCallSite.syncAll(calls.stream().map(Call::site).toArray(MutableCallSite[]::new));
    }
}
