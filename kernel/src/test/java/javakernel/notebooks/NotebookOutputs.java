package javakernel.notebooks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A class of tests of one notebook. Its constructor takes a name for the outputs and the outputs, by cell id: those
 * committed, then those of a fresh run. Each test reads nothing but these outputs, so that it can be shown broken ones
 * too; its tag is the number of the section whose outputs it holds to what must be true of them in any run.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@ArgumentsSource(Notebook.Sources.class)
@interface NotebookOutputs {
    /** The notebook's file name. */
    String value();
}
