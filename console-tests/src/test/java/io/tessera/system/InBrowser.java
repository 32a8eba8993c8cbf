package io.tessera.system;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the console and the server; keeps a screenshot of where one failed. */
final class InBrowser implements BeforeAllCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(InBrowser.class);

  /** The consoles that one test has open. */
  private static final class Opened {
    private final List<Console> consoles = new ArrayList<>();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    installation(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Console.class || type == Installation.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == Installation.class) {
      return installation(context);
    }
    Console console = administrator(installation(context));
    opened(context).consoles.add(console);
    return console;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    for (Console console : opened(context).consoles) {
      try (console) {
        if (context.getExecutionException().isPresent()) {
          console.shot("failed-" + context.getRequiredTestMethod().getName());
        }
        console.assertNoFaults();
      }
    }
  }

  private static Console administrator(Installation installation) {
    try {
      return installation.administrator();
    } catch (java.io.IOException noPassword) {
      throw new java.io.UncheckedIOException(noPassword);
    }
  }

  private static Opened opened(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Opened.class, k -> new Opened(), Opened.class);
  }

  /** Started by the first class that needs it; ends with the last. */
  private static Installation installation(ExtensionContext context) {
    Store store = context.getRoot().getStore(NAMESPACE);
    return store.getOrComputeIfAbsent(
        Installation.class,
        k -> {
          try {
            return Installation.start();
          } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
          }
        },
        Installation.class);
  }
}
