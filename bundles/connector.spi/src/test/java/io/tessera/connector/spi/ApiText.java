package io.tessera.connector.spi;

import static java.util.Comparator.comparing;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What others can see of a type, in lines whose order does not depend on the compiler. */
final class ApiText {
  private static final Set<String> OF_ALL = Set.of("equals", "hashCode", "toString");

  private ApiText() {}

  /** Empty for a type that cannot be seen. */
  static String of(Class<?> type) {
    if (!seen(type)) {
      return "";
    }
    StringBuilder text = new StringBuilder(head(type)).append('\n');
    members(type).forEach(member -> text.append("  ").append(member).append('\n'));
    return text.append('\n').toString();
  }

  private static boolean seen(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return !type.isAnonymousClass()
        && seen(type.getModifiers())
        && (around == null || seen(around));
  }

  private static boolean seen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String head(Class<?> type) {
    StringBuilder head = new StringBuilder();
    if (type.isSealed()) {
      head.append("sealed ");
    } else if (Modifier.isFinal(type.getModifiers())) {
      head.append("final ");
    } else if (Modifier.isAbstract(type.getModifiers()) && !type.isInterface()) {
      head.append("abstract ");
    }
    head.append(kind(type)).append(' ').append(text(type));
    if (type.isRecord()) {
      head.append(
          Arrays.stream(type.getRecordComponents())
              .map(c -> text(c.getAnnotatedType()) + " " + c.getName())
              .collect(Collectors.joining(", ", "(", ")")));
    }
    head.append(above(type));
    if (type.isSealed()) {
      head.append(" permits ")
          .append(
              joined(
                  Arrays.stream(type.getPermittedSubclasses()).sorted(comparing(Class::getName))));
    }
    return head.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    if (type.isEnum()) {
      return "enum";
    }
    return type.isRecord() ? "record" : "class";
  }

  private static String above(Class<?> type) {
    @Nullable Type parent = type.getGenericSuperclass();
    boolean usual = parent == null || parent == Object.class || type.isRecord() || type.isEnum();
    String extended = usual ? "" : " extends " + text(parent);
    Type[] interfaces = type.getGenericInterfaces();
    return interfaces.length == 0
        ? extended
        : extended + " implements " + joined(Arrays.stream(interfaces));
  }

  private static List<String> members(Class<?> type) {
    List<String> all = new ArrayList<>();
    Arrays.stream(type.getDeclaredFields())
        .filter(Field::isEnumConstant)
        .forEach(f -> all.add(f.getName()));
    List<String> sorted = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (seen(field.getModifiers()) && !field.isEnumConstant() && !field.isSynthetic()) {
        sorted.add(text(field));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (seen(constructor.getModifiers()) && !goesWithoutSaying(type, constructor)) {
        sorted.add("new" + signature(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (seen(method.getModifiers()) && !goesWithoutSaying(type, method)) {
        sorted.add(text(method));
      }
    }
    sorted.sort(null);
    all.addAll(sorted);
    return all;
  }

  /** What all types have, and what records and enumerations have by being such. */
  private static boolean goesWithoutSaying(Class<?> type, Executable member) {
    if (member.isSynthetic() || OF_ALL.contains(member.getName())) {
      return true;
    }
    if (type.isEnum()) {
      return List.of("values", "valueOf").contains(member.getName());
    }
    Class<?>[] components =
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new)
            : new Class<?>[0];
    return type.isRecord()
        && (member instanceof Constructor<?>
            ? Arrays.equals(member.getParameterTypes(), components)
            : Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> component.getAccessor().equals(member)));
  }

  private static String text(Field field) {
    String declaration =
        modifiers(field.getModifiers()) + text(field.getAnnotatedType()) + " " + field.getName();
    try {
      boolean constant = field.getType() == String.class && Modifier.isStatic(field.getModifiers());
      return constant ? declaration + " = \"" + field.get(null) + "\"" : declaration;
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException(hidden);
    }
  }

  private static String text(Method method) {
    String variables =
        method.getTypeParameters().length == 0
            ? ""
            : "<" + joined(Arrays.stream(method.getTypeParameters())) + "> ";
    return (method.isDefault() ? "default " : modifiers(method.getModifiers()))
        + variables
        + text(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + signature(method);
  }

  private static String modifiers(int modifiers) {
    String abstractOrNot = Modifier.isAbstract(modifiers) ? "abstract " : "";
    return Modifier.isStatic(modifiers) ? "static " : abstractOrNot;
  }

  private static String signature(Executable executable) {
    String parameters =
        Arrays.stream(executable.getParameters())
            .map(Parameter::getAnnotatedType)
            .map(ApiText::text)
            .collect(Collectors.joining(", ", "(", ")"));
    Type[] thrown = executable.getGenericExceptionTypes();
    return thrown.length == 0
        ? parameters
        : parameters + " throws " + joined(Arrays.stream(thrown));
  }

  private static String joined(Stream<? extends Type> types) {
    return types.map(ApiText::text).collect(Collectors.joining(", "));
  }

  private static String text(AnnotatedType type) {
    String mark = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    return mark + text(type.getType());
  }

  private static String text(Type type) {
    if (type instanceof Class<?> named) {
      String name = named.getCanonicalName();
      return name.replaceFirst("^(java\\.lang|io\\.tessera\\.connector\\.spi)\\.(?=[A-Z])", "");
    }
    if (type instanceof ParameterizedType generic) {
      String arguments = joined(Arrays.stream(generic.getActualTypeArguments()));
      return text(generic.getRawType()) + "<" + arguments + ">";
    }
    if (type instanceof GenericArrayType array) {
      return text(array.getGenericComponentType()) + "[]";
    }
    if (type instanceof WildcardType wildcard) {
      return wildcard.getLowerBounds().length > 0
          ? "? super " + text(wildcard.getLowerBounds()[0])
          : "? extends " + text(wildcard.getUpperBounds()[0]);
    }
    return ((TypeVariable<?>) type).getName();
  }
}
