package io.tessera.store.kit;

import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.GeneratedValues;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.Removals;
import io.tessera.store.spi.Store;

/**
 * The doors of one open store. Contracts keep apart by domains and targets of their own, so one
 * store serves all tests of a class.
 */
public record StoreUnderTest(
    Store store, Lanes lanes, DeliveryLog log, Removals removals, GeneratedValues generated) {}
