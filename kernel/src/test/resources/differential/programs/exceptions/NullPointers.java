// What is null is told.
class Shelf {
    String[] books;
    Shelf next;

    String title() {
        return null;
    }
}

String message(Runnable r) {
    try {
        r.run();
        return "nothing thrown";
    } catch (NullPointerException e) {
        return e.getMessage();
    }
}

void main() throws Exception {
    var shelf = new Shelf();
    IO.println(message(() -> IO.println(new Shelf().books[0])));
    IO.println(message(() -> IO.println(new Shelf().next.next)));
    IO.println(message(() -> IO.println(new Shelf().title().length())));
    IO.println(message(() -> Objects.requireNonNull(null, "given")));
    IO.println(shelf.books == null);
    IO.println(shelf.next
            .title());
}
