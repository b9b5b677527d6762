// A mail server for tests on a free port of this machine. Argument: {user, password, refuse, hang}. Writes one line of JSON
// with its port, then one per message. Ends with its standard input.
import { SMTPServer } from "smtp-server";

const options = JSON.parse(process.argv[2] ?? "{}");
const tell = (fact) => process.stdout.write(JSON.stringify(fact) + "\n");

function refusal(code, word) {
  const error = new Error(word);
  error.responseCode = code;
  return error;
}

const server = new SMTPServer({
  disabledCommands: options.user ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
  allowInsecureAuth: true,
  authOptional: !options.user,
  disableReverseLookup: true,
  closeTimeout: 100,
  onConnect(session, done) {
    if (options.hang) {
      tell({ connected: true });
    } else {
      done();
    }
  },
  onAuth(auth, session, done) {
    const genuine = auth.username === options.user && auth.password === options.password;
    done(genuine ? null : refusal(535, "wrong user or password"), genuine ? { user: auth.username } : undefined);
  },
  onRcptTo(address, session, done) {
    const code = options.refuse?.[address.address];
    done(code ? refusal(code, `no such person: ${address.address}`) : null);
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      tell({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
        user: session.user ?? null,
        raw: Buffer.concat(chunks).toString("utf8"),
      });
      done(options.refuseData ? refusal(options.refuseData, "not today") : null);
    });
  },
});

server.on("error", () => {});
server.listen(0, "127.0.0.1", () => tell({ port: server.server.address().port }));
process.stdin.on("end", () => process.exit(0)).resume();
