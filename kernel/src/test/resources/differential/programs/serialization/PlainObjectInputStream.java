// An ObjectInputStream as it is finds the notebook's classes.
static class Person implements Serializable {
    String name = "ann";
    transient int age = 7;
}

void main() throws Exception {
    var bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(new Person());
    var person = (Person) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    IO.println(person.name + " " + person.age);
}
