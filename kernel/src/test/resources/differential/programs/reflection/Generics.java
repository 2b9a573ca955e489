// Generic signatures survive.
static abstract class Box<T extends Number & Comparable<T>> implements Supplier<List<? super T>> {
    Map<String, T[]> map;

    abstract <E extends Exception> T find(Set<E> errors) throws E;
}

void main() throws Exception {
    IO.println(Arrays.toString(Box.class.getTypeParameters()[0].getBounds()));
    IO.println(Box.class.getGenericInterfaces()[0]);
    IO.println(Box.class.getDeclaredField("map").getGenericType());
    var find = Stream.of(Box.class.getDeclaredMethods()).filter(m -> m.getName().equals("find")).findFirst().orElseThrow();
    IO.println(Arrays.toString(find.getGenericParameterTypes()) + " " + find.getGenericReturnType() + " " + Arrays.toString(find.getGenericExceptionTypes()));
    IO.println(Modifier.toString(Box.class.getModifiers()));
}
