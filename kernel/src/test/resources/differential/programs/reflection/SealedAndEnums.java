// Who may implement a sealed interface; an enum's constants, one with a body.
sealed interface Shape permits Circle, Square { }

record Circle(double r) implements Shape { }

record Square(double a) implements Shape { }

enum Level {
    LOW, HIGH {
        @Override int factor() {
            return 10;
        }
    };

    int factor() {
        return 1;
    }
}

void main() throws Exception {
    IO.println(Shape.class.isSealed() + " " + Stream.of(Shape.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
    IO.println(Arrays.toString(Level.values()) + " " + Level.valueOf("HIGH").factor() + " " + Enum.valueOf(Level.class, "LOW").factor());
    IO.println(Level.HIGH.getClass() == Level.class);
    IO.println(Level.HIGH.getDeclaringClass().getSimpleName() + " " + Level.HIGH.compareTo(Level.LOW));
    try {
        Level.valueOf("MIDDLE");
    } catch (IllegalArgumentException e) {
        IO.println(e.getMessage().replaceAll("\\S*\\.(?=MIDDLE)", ""));
    }
    var map = new EnumMap<Level, String>(Map.of(Level.HIGH, "h", Level.LOW, "l"));
    IO.println(map + " " + EnumSet.complementOf(EnumSet.of(Level.LOW)));
    IO.println(Stream.of(Level.class.getDeclaredFields()).filter(Field::isEnumConstant).map(Field::getName).toList());
}
