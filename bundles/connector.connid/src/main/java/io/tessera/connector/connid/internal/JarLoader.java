package io.tessera.connector.connid.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import org.identityconnectors.framework.spi.Connector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Loads the classes of one jar: its own first, then those of Java, and of the framework what is
 * meant for connectors; the framework's own insides are refused.
 */
final class JarLoader extends URLClassLoader {
  private static final List<String> FRAMEWORK =
      List.of(
          "org.identityconnectors.common.",
          "org.identityconnectors.framework.api.",
          "org.identityconnectors.framework.common.",
          "org.identityconnectors.framework.spi.");

  private static final String LOGGING = "org.slf4j.";

  static {
    registerAsParallelCapable();
  }

  /**
   * @param others where to look for what nobody else has, such as JDBC drivers
   */
  JarLoader(List<URL> jars, ClassLoader others) {
    super(jars.toArray(URL[]::new), new Surroundings(others));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      @Nullable Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = isShared(name) ? getParent().loadClass(name) : ownOrInherited(name);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private Class<?> ownOrInherited(String name) throws ClassNotFoundException {
    try {
      return findClass(name);
    } catch (ClassNotFoundException notOwn) {
      return getParent().loadClass(name);
    }
  }

  private static boolean isShared(String name) {
    return name.startsWith("java.") || isFramework(name);
  }

  private static boolean isFramework(String name) {
    return FRAMEWORK.stream().anyMatch(name::startsWith);
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  /** A class of the jar that has been used. */
  Optional<Class<?>> ifLoaded(String name) {
    return Optional.ofNullable(findLoadedClass(name));
  }

  /** Loads a copy of a class of ours, so that it sees what the jar sees. */
  Class<?> adopt(Class<?> ours) throws IOException {
    synchronized (getClassLoadingLock(ours.getName())) {
      Class<?> present = findLoadedClass(ours.getName());
      if (present != null) {
        return present;
      }
      try (InputStream in = ours.getResourceAsStream(ours.getSimpleName() + ".class")) {
        if (in == null) {
          throw new IOException(ours + " is not where it was");
        }
        byte[] code = in.readAllBytes();
        return defineClass(ours.getName(), code, 0, code.length);
      }
    }
  }

  /** What a connector sees besides its own jar. */
  private static final class Surroundings extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private final ClassLoader others;

    Surroundings(ClassLoader others) {
      super(ClassLoader.getPlatformClassLoader());
      this.others = others;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (isFramework(name)) {
        return Connector.class.getClassLoader().loadClass(name);
      }
      if (name.startsWith("org.identityconnectors.")) {
        throw new ClassNotFoundException(name + " is of the framework's own insides");
      }
      return name.startsWith(LOGGING)
          ? Logger.class.getClassLoader().loadClass(name)
          : others.loadClass(name);
    }
  }
}
