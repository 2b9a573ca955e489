package javakernel.protocol;

/** The four channels that carry messages; the fifth, the heartbeat, only echoes bytes. */
public enum Channel {
    SHELL, CONTROL, STDIN, IOPUB
}
