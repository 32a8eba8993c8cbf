package io.tessera.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The bundles of the project and which of them a class belongs to, told by its package. */
final class Bundles {
  private static final String ROOT = "io.tessera.";
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private final List<String> names;
  private final JavaClasses classes;

  private Bundles(List<String> names, JavaClasses classes) {
    this.names = names;
    this.classes = classes;
  }

  /** Reads what the build of {@code bundles/} left behind. */
  static Bundles read(Path folder) {
    List<String> names = new ArrayList<>();
    List<Path> compiled = new ArrayList<>();
    Matcher module = MODULE.matcher(text(folder.resolve("pom.xml")));
    while (module.find()) {
      String name = module.group(1);
      if (hasSources(folder.resolve(name))) {
        names.add(name);
        compiled.add(compiled(folder, name));
      }
    }
    // The longest name first, so that connector.spi.x is not taken for connector.
    names.sort(Comparator.comparing(String::length).reversed());
    return new Bundles(names, new ClassFileImporter().importPaths(compiled));
  }

  JavaClasses classes() {
    return classes;
  }

  List<String> names() {
    return names;
  }

  /** The bundle a class lives in; empty for what is not ours. */
  Optional<String> of(JavaClass type) {
    return ofPackage(type.getPackageName());
  }

  Optional<String> ofPackage(String packageName) {
    return names.stream()
        .filter(name -> (packageName + ".").startsWith(ROOT + name + "."))
        .findFirst();
  }

  DescribedPredicate<JavaClass> in(String description, Predicate<String> bundle) {
    return DescribedPredicate.describe(
        description, type -> of(type).map(bundle::test).orElse(false));
  }

  /** Some bundles flatten libraries into their classes; only their own are looked at. */
  private static Path compiled(Path folder, String name) {
    Path classes =
        folder.resolve(name).resolve("target/classes").resolve((ROOT + name).replace('.', '/'));
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException(classes + " is not there; build bundles/ first");
    }
    return classes;
  }

  private static boolean hasSources(Path bundle) {
    Path sources = bundle.resolve("src/main/java");
    if (!Files.isDirectory(sources)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files.anyMatch(
          file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
