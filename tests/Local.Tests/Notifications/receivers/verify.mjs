// Verifies one webhook with the public library. Standard input: {payload, headers, secret, now}; exits 0 when it is genuine.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { payload, headers, secret, now } = JSON.parse(readFileSync(0, "utf8"));

// The library reads the clock itself; the test says what time it is.
Date.now = () => now;
new Webhook(secret).verify(payload, headers);
