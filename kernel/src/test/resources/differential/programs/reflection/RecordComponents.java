// A record's components, and what is made of them.
record Point(int x, List<String> names) {
    static int made;

    Point {
        made++;
    }
}

void main() throws Exception {
    for (var c : Point.class.getRecordComponents()) IO.println(c.getName() + " " + c.getGenericType() + " " + c.getAccessor().getName());
    var point = Point.class.getDeclaredConstructor(int.class, List.class).newInstance(3, List.of("a"));
    IO.println(point + " " + Point.made + " " + Point.class.getRecordComponents()[0].getAccessor().invoke(point));
    IO.println(Point.class.isRecord() + " " + Modifier.isFinal(Point.class.getModifiers()) + " " + Point.class.getSuperclass());
    IO.println(Stream.of(Point.class.getDeclaredMethods()).map(Method::getName).sorted().toList());
    IO.println(point.equals(new Point(3, List.of("a"))) + " " + (point.hashCode() == new Point(3, List.of("a")).hashCode()));
}
