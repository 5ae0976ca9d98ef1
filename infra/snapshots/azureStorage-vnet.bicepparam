using '../main.bicep'

param environmentName = 'snapshot'
param location = 'westeurope'
param vnetEnabled = true
param allowedNetworks = '10.9.0.0/16, 10.9.1.2:8080'
