namespace Pool.Standalone.Configuration;

/// <summary>The commented pool.json that <c>pool init</c> writes.</summary>
public static class ConfigurationTemplate
{
    public static string Write(string daemon, string network, string wallet, string address) =>
        $$"""
        // Every setting can also come from the environment: POOL_ and the path, parts joined by two underscores,
        // e.g. POOL_WALLET__LOGIN or POOL_STRATUM__PORTS__0__PORT. `pool check` tells whether all of it works.
        {
          "pool": {
            "id": "xmr",                // stands in the API's paths; keep it for ever: the books and the blocks' tags carry it
            "name": "A mining pool",
            "coin": "monero",
            "network": "{{network}}"     // mainnet, testnet, stagenet or regtest
          },

          "store": { "path": "pool.db" },  // one SQLite file on a local disk; relative to this file

          "daemons": [                  // 1 to 8; the first one that is well gives templates, blocks go to all
            {
              "url": "{{daemon}}"
              // "login": "user:password",          as given to monerod --rpc-login
              // "zmq": "tcp://127.0.0.1:18083"     as given to monerod --zmq-pub: new blocks at once, not by polling
            }
          ],

          "wallet": {                   // monero-wallet-rpc with the pool's own wallet open; use it for nothing else
            "url": "{{wallet}}",
            // "login": "user:password",            as given to monero-wallet-rpc --rpc-login
            "address": "{{address}}"     // its primary address, which the pool mines to
          },

          "stratum": {
            "publicHost": "127.0.0.1",  // what the page tells miners to connect to
            "ports": [                  // the difficulty follows each miner between minimum and maximum
              { "port": 3333, "difficulty": 20000, "minimum": 1000, "maximum": 100000000, "description": "CPUs" },
              { "port": 5555, "difficulty": 500000, "minimum": 20000, "maximum": 10000000000, "description": "farms and proxies" }
            ],
            "staleGraceSeconds": 5      // shares of the last block's work still count for so long
          },

          "web": { "address": "127.0.0.1", "port": 8080 },  // page, API, /health, /metrics; put a reverse proxy with TLS before it

          "rewards": {
            "scheme": "pplns",
            "windowThousandths": 2000,  // the work that shares in a block: 2000 is twice the network difficulty
            "feeBasisPoints": 100       // 100 is 1 %
          },

          "payouts": {
            "enabled": true,
            "minimumAtomic": 3000000000,  // 0.003 XMR
            "intervalSeconds": 3600,
            "confirmations": 10
          },

          "hashing": {                  // the threads that check shares
            "threads": {{Environment.ProcessorCount}},
            "randomx": "light",         // light: 256 MiB, about 30 shares a second and thread; full: 2080 MiB, five times that
            "hugePages": true           // asked for; ordinary pages serve where there are none
          },

          "log": { "format": "text", "level": "Information" }  // format: text or json
        }

        """;
}
