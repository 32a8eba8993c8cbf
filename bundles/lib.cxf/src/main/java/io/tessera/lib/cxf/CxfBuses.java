package io.tessera.lib.cxf;

import java.util.HashMap;
import java.util.concurrent.Callable;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.extension.ExtensionManagerBus;

/**
 * Buses for endpoints that live in other bundles.
 *
 * <p>CXF and JAXB look up their extensions through the context class loader; in OSGi that is never
 * the right one by itself. Everything that creates endpoints goes through here.
 */
public final class CxfBuses {
  private CxfBuses() {}

  /** A bus of its own for one endpoint; the caller shuts it down with {@code shutdown(true)}. */
  public static Bus newBus() {
    return withCxfLoader(CxfBuses::initialisedBus);
  }

  /**
   * Runs {@code work} with CXF's class loader as the context class loader.
   *
   * @throws IllegalStateException wraps a checked exception of {@code work}
   */
  public static <T> T withCxfLoader(Callable<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(CxfBuses.class.getClassLoader());
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // what Callable declares; there is nothing narrower to catch
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Bus initialisedBus() {
    ClassLoader loader = CxfBuses.class.getClassLoader();
    ExtensionManagerBus bus = new ExtensionManagerBus(new HashMap<>(), new HashMap<>(), loader);
    bus.setExtension(loader, ClassLoader.class);
    bus.initialize();
    return bus;
  }
}
