using 'main.bicep'

// azd sets the first two; the others come from `azd env set NAME VALUE`. What is not here has its default in main.bicep.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'fanout')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param durableBackend = readEnvironmentVariable('FANOUT_DURABLE_BACKEND', 'azureStorage')
param vnetEnabled = bool(readEnvironmentVariable('FANOUT_VNET_ENABLED', 'false'))
param callbackSecret = readEnvironmentVariable('FANOUT_CALLBACK_SECRET', '')
param alertEmail = readEnvironmentVariable('FANOUT_ALERT_EMAIL', '')
