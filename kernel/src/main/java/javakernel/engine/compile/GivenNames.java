package javakernel.engine.compile;

import java.util.List;

/**
 * What has a name in every cell, without an import. The reader's own names hide these.
 *
 * @param members whose public static methods and fields are meant
 * @param types   public
 */
public record GivenNames(Class<?> members, List<Class<?>> types) {}
