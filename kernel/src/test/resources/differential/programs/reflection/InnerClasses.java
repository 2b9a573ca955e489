// Which class is within which.
static class Outer {
    class Inner { }

    static class Nested { }

    Object anonymous() {
        return new Object() { };
    }

    Object local() {
        class Local { }
        return new Local();
    }
}

void main() throws Exception {
    IO.println(Outer.Inner.class.getEnclosingClass().getSimpleName() + " " + Outer.Inner.class.isMemberClass());
    IO.println(Stream.of(Outer.class.getDeclaredClasses()).map(Class::getSimpleName).sorted().toList());
    var anonymous = new Outer().anonymous().getClass();
    IO.println(anonymous.isAnonymousClass() + " " + anonymous.getEnclosingMethod().getName() + " [" + anonymous.getSimpleName() + "] " + anonymous.getName());
    var local = new Outer().local().getClass();
    IO.println(local.isLocalClass() + " " + local.getSimpleName() + " " + local.getEnclosingMethod().getName() + " " + local.getName());
    IO.println(Outer.Nested.class.getName() + " " + Outer.Inner.class.getTypeName());
    IO.println(Outer.Inner.class.getDeclaredConstructors()[0].getParameterCount());
    IO.println(Outer.class.getNestHost() == Outer.Nested.class.getNestHost());
}
