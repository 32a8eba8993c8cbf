package io.tessera.shell.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * What the process prints. At a terminal it stands between the log and the screen, from before Gogo
 * starts, which puts itself before it, so that nothing is printed into a line that is being typed.
 */
@Component(service = Screen.class, immediate = true)
public final class Screen {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final boolean terminal;
  private volatile @Nullable Predicate<String> reader;

  @Activate
  public Screen(BundleContext context) {
    String screen = context.getProperty("tessera.screen");
    terminal = screen != null && List.of(screen.split(",", -1)).containsAll(List.of("in", "out"));
    if (terminal) {
      System.setOut(new PrintStream(new LineStream(out, this::show), true));
      System.setErr(new PrintStream(new LineStream(err, this::show), true));
    }
  }

  /** Whether a person reads what is printed and types. */
  boolean isTerminal() {
    return terminal;
  }

  /** What the process printed to before. */
  PrintStream out() {
    return out;
  }

  /**
   * From now on lines that are printed go to whoever has the terminal, as long as it takes them.
   */
  void showIn(Predicate<String> shown) {
    reader = shown;
  }

  /** From now on they are printed as ever. */
  void showPlainly() {
    reader = null;
  }

  @Deactivate
  void stop() {
    showPlainly();
    if (terminal) {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Whether somebody showed it. */
  private boolean show(String text) {
    Predicate<String> present = reader;
    return present != null && present.test(text);
  }
}
