package io.tessera.expression.cel.internal;

import io.tessera.metering.CacheFigures;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.provisioning.api.spi.Expression;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Expressions in the Common Expression Language; the language is loaded when it is first used. */
@Component(service = {ExpressionEngine.class, MeterSource.class})
public final class CelExpressionEngine implements ExpressionEngine, MeterSource {
  private static final int REMEMBERED = 20_000;

  private final Map<Key, CelExpression> compiled = new LinkedHashMap<>(16, 0.75f, true);
  private final CacheFigures figures = new CacheFigures("expressions", this::size);
  private volatile int size;
  private @Nullable CelEngine engine;

  private record Key(String source, Set<String> inputs) {}

  /** Compilations take turns; evaluations never wait. */
  @Override
  public synchronized Expression compile(String source, Set<String> inputs) {
    Key key = new Key(source, Set.copyOf(inputs));
    CelExpression known = compiled.get(key);
    figures.asked(known != null);
    if (known != null) {
      return known;
    }
    if (engine == null) {
      engine = new CelEngine();
    }
    CelExpression made = engine.compile(source, key.inputs());
    if (compiled.size() >= REMEMBERED) {
      compiled.remove(compiled.keySet().iterator().next());
      figures.evicted(1);
    }
    compiled.put(key, made);
    size = compiled.size();
    return made;
  }

  /** Whoever reads figures does not wait for a compilation. */
  private int size() {
    return size;
  }

  @Override
  public void tell(Readings readings) {
    figures.tell(readings);
  }
}
