// Annotations of every place are found with their values.
@Retention(RetentionPolicy.RUNTIME) @interface Task {
    String name() default "none";

    int[] times() default {1, 2};

    Class<?> type() default Object.class;
}

@Task(name = "class", times = 7) static class Annotated {
    @Task(type = String.class) int field;

    @Deprecated @Task(name = "method") void method(@Task(name = "parameter") int p) { }
}

void main() throws Exception {
    var task = Annotated.class.getAnnotation(Task.class);
    IO.println(task.name() + " " + Arrays.toString(task.times()) + " " + task.type());
    IO.println(Annotated.class.getDeclaredField("field").getAnnotation(Task.class).type());
    var method = Annotated.class.getDeclaredMethod("method", int.class);
    IO.println(method.isAnnotationPresent(Deprecated.class) + " " + method.getAnnotations().length);
    IO.println(((Task) method.getParameterAnnotations()[0][0]).name());
    IO.println(task.equals(Annotated.class.getAnnotations()[0]) + " " + (task.annotationType() == Task.class));
}
