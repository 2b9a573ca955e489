package javakernel.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some cells that are run one after the other. In a file blocks are separated by empty lines and their cells by lines
 * {@code ---}; lines before a block that begin with {@code #} are comments.
 *
 * @param name the file's name and the block's first line of code
 */
record Block(String name, List<String> cells) {
    static List<Block> read(Path file) throws IOException {
        var blocks = new ArrayList<Block>();
        for (var text : Files.readString(file).split("\n\n+")) {
            var code = text.replaceAll("(?m)\\A(#.*\n?)+", "").strip();
            if (code.isEmpty()) continue;
            var name = file.getFileName().toString().replace(".txt", "") + "/" + code.lines().findFirst().orElseThrow();
            blocks.add(new Block(name, Arrays.asList(code.split("\n---\n"))));
        }
        return blocks;
    }
}
