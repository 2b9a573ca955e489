package javakernel.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Names that are nearly right. */
public final class Spelling {
    private Spelling() {}

    /** The one of {@code names} that was most likely meant; empty when none is near. */
    public static Optional<String> nearest(String written, Collection<String> names) {
        int most = written.length() < 5 ? 1 : 2;
        return names.stream().filter(name -> distance(written, name) <= most)
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /** How many characters must be put in, taken out or changed to make the one of the other; capitals do not count. */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
                int changed = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
