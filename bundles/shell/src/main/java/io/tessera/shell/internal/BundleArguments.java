package io.tessera.shell.internal;

import java.util.Arrays;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Has the framework's commands understand bundles by number and by symbolic name. */
@Component(
    service = Converter.class,
    property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
public final class BundleArguments implements Converter {
  private final BundleContext context;

  @Activate
  public BundleArguments(BundleContext context) {
    this.context = context;
  }

  @Override
  public @Nullable Object convert(Class<?> desired, Object typed) {
    if (desired != Bundle.class) {
      return null;
    }
    String text = typed.toString();
    return Arrays.stream(context.getBundles())
        .filter(bundle -> isCalled(bundle, text))
        .findFirst()
        .orElse(null);
  }

  private static boolean isCalled(Bundle bundle, String text) {
    return Long.toString(bundle.getBundleId()).equals(text)
        || text.equals(bundle.getSymbolicName());
  }

  @Override
  public @Nullable CharSequence format(Object shown, int level, Converter others) {
    return null;
  }
}
